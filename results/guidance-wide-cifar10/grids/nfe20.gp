# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,948 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:948]
set label 'At most 20 evaluations' at 14,924 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 78.5,  precision 0.828,  recall 0.514' at 14,888 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 45.2,  precision 0.876,  recall 0.521' at 14,788 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 26.7,  precision 0.880,  recall 0.454' at 14,688 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 26.8,  precision 0.877,  recall 0.392' at 14,588 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 70.9,  precision 0.805,  recall 0.276' at 14,488 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 48.7,  precision 0.883,  recall 0.495' at 14,388 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 26.4,  precision 0.878,  recall 0.459' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, by cifar10,  NFE 20,  FD 16.5,  precision 0.773,  recall 0.576' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, by cifar10,  NFE 20,  FD 37.4,  precision 0.709,  recall 0.528' at 14,88 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,810.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,710.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,610.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,510.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5-log_snr-nfe20.png' binary filetype=png origin=(14.5,410.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,310.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
