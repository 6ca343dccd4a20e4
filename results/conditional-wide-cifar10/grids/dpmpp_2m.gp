# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,348 font 'sans,12' background '#ffffff'
set output 'dpmpp_2m.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:348]
set label 'dpmpp_2m' at 14,324 left noenhanced font ',15' textcolor rgb '#222222'
set label 'NFE 5,  FD 145' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'NFE 10,  FD 81.8' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'NFE 20,  FD 78.5' at 14,88 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-log_snr-nfe5.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-log_snr-nfe10.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
