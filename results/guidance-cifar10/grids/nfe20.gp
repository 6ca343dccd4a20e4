# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,348 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:348]
set label 'At most 20 evaluations' at 14,324 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 103' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 81.3' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 57.6' at 14,88 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
