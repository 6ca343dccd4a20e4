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
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 118,  precision 0.849,  recall 0.376' at 14,888 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 90.6,  precision 0.868,  recall 0.399' at 14,788 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 66.1,  precision 0.897,  recall 0.356' at 14,688 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 42.1,  precision 0.919,  recall 0.290' at 14,588 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 39.4,  precision 0.919,  recall 0.178' at 14,488 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 95.2,  precision 0.893,  recall 0.375' at 14,388 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 68.4,  precision 0.904,  recall 0.345' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, by cifar10,  NFE 20,  FD 55.2,  precision 0.841,  recall 0.443' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, by cifar10,  NFE 20,  FD 35.8,  precision 0.817,  recall 0.439' at 14,88 left noenhanced textcolor rgb '#444444'
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
